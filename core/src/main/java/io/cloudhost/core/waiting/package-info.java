/** What the engine's waits have in common: how often to look, and that a host which has ended is not waited for. */
@NullMarked
package io.cloudhost.core.waiting;

import org.jspecify.annotations.NullMarked;
