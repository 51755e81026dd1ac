package io.cloudhost.junit.jupiter;

/** Say how long a host lives, and who shares it. */
public enum HostScope {

    /**
     * What suits the place: {@link #CLASS} for static fields, constructors, and methods that run before or after all tests;
     * {@link #METHOD} for other fields, for tests, and for methods that run before or after each.
     */
    BY_PLACE,

    /** A new host for each test, and for each invocation of a repeated or parameterized one. */
    METHOD,

    /**
     * One host for the outermost class that asks for it, shared with the classes that are nested there. It is set up before that
     * class's tests where a static field or a method that runs before all tests asks for it, else when it is first needed, and torn
     * down after all of them.
     */
    CLASS,

    /**
     * One host for all classes of the run, which is what one call of JUnit executes: where the build forks, that may be a single class.
     * It is set up when it is first needed, and torn down when all tests have ended.
     */
    SUITE
}
