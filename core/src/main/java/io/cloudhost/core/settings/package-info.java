/** The settings of a host: a tree of values that know where they were written, read through documented keys. */
@NullMarked
package io.cloudhost.core.settings;

import org.jspecify.annotations.NullMarked;
