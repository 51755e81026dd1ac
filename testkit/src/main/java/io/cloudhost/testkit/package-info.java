/**
 * What the author of a plugin needs to test it: contract suites to extend, and settings, a clock and stand-ins for the engine's
 * part in tests. Meant for test scope.
 */
@NullMarked
package io.cloudhost.testkit;

import org.jspecify.annotations.NullMarked;
