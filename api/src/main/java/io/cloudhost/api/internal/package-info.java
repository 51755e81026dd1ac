/** Not for callers: what must be public for {@link java.util.ServiceLoader} alone. */
@NullMarked
package io.cloudhost.api.internal;

import org.jspecify.annotations.NullMarked;
