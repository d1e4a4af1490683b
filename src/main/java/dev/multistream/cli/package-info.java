/**
 * The one door: commands, wiring by hand, messages and exit codes.
 *
 * <p>Start reading at {@link dev.multistream.cli.Main}, then {@link dev.multistream.cli.Commands}.
 */
@NullMarked
package dev.multistream.cli;

import org.jspecify.annotations.NullMarked;
