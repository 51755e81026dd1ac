package io.cloudhost.api;

import java.util.List;

/**
 * What the plugins of one kind answered to a question.
 *
 * @param <T> what they implement
 * @param affirmative those that said yes, ordered by name
 * @param plugins all of them; those that failed to answer are among the broken ones
 */
record Survey<T>(List<Plugin<T>> affirmative, Plugins<T> plugins) {}
