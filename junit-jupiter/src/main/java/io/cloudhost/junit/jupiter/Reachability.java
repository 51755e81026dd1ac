package io.cloudhost.junit.jupiter;

/**
 * Whether hosts of a label can be made.
 *
 * @param reachable whether the place where they are made answers
 * @param reason which place that is, and why not; for people
 */
record Reachability(boolean reachable, String reason) {}
