/**
 * The driving side of the hexagon: what the author of a test calls.
 *
 * <p>{@link io.cloudhost.api.CloudHosts} reads the configuration, finds the plugins and hands out hosts. The ports behind
 * it are those of {@link io.cloudhost.core}; which adapters implement them is decided by what is on the classpath, never
 * here.
 */
@NullMarked
package io.cloudhost.api;

import org.jspecify.annotations.NullMarked;
