/**
 * Plugins for the tests: packed into jars, and loaded from these alone.
 *
 * <p>A test cannot share state with them. They tell what they were given in what they return, and what was done to them
 * in the file that their setting {@code log} names.
 */
package io.cloudhost.api.plugins;
