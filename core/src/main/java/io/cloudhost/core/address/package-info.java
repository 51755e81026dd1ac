/** The engine that finds a host's address: asks the strategies until one answers, and keeps what each of them said. */
@NullMarked
package io.cloudhost.core.address;

import org.jspecify.annotations.NullMarked;
