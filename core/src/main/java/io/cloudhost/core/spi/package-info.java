/**
 * The driven ports: what the authors of providers and of strategies implement.
 *
 * <p>Implementations are found by {@link java.util.ServiceLoader}: a jar on the classpath with a
 * {@code META-INF/services} file is all it takes. They are created once per {@code CloudHosts}, by their public
 * constructor without parameters, and asked for their name then; whatever is costly belongs into {@code create}.
 */
@NullMarked
package io.cloudhost.core.spi;

import org.jspecify.annotations.NullMarked;
