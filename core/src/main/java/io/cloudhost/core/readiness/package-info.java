/** The engine that waits until a host is ready: one check after the other, as the label's {@code waitFor} has them. */
@NullMarked
package io.cloudhost.core.readiness;

import org.jspecify.annotations.NullMarked;
