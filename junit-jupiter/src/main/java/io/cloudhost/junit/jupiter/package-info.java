/**
 * Give JUnit Jupiter tests their hosts: {@link io.cloudhost.junit.jupiter.CloudHostTest} on the class,
 * {@link io.cloudhost.junit.jupiter.Host} on fields and parameters.
 *
 * <p>Works with JUnit 5.10 and later, and with JUnit 6; which of them is the user's choice.
 */
@NullMarked
package io.cloudhost.junit.jupiter;

import org.jspecify.annotations.NullMarked;
