/**
 * What the author of a provider or a strategy needs to test it: contract suites to extend, and a clock and settings for
 * tests. Meant for test scope.
 */
@NullMarked
package io.cloudhost.testkit;

import org.jspecify.annotations.NullMarked;
