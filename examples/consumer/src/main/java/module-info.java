/** An application on the module path. The adapters are automatic modules too, and come along with these two. */
module com.example.consumer {
    requires io.cloudhost.api;
    requires io.cloudhost.core;
}
