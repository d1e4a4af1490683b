/**
 * Starts, watches and stops operating-system processes and their whole tree.
 *
 * <p>Start reading at {@link dev.multistream.process.ProcessLauncher}.
 */
@NullMarked
package dev.multistream.process;

import org.jspecify.annotations.NullMarked;
