/** What the pages say is true: their code compiles, their settings and commands are accepted, their links lead somewhere. */
package io.cloudhost.docs;
