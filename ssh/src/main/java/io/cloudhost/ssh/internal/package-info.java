/** What strategy and guest shell share: connections to SSH servers, their keys, and logging in. */
@NullMarked
package io.cloudhost.ssh.internal;

import org.jspecify.annotations.NullMarked;
