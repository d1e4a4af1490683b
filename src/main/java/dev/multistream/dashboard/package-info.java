/**
 * The run in a terminal, as plain lines and a table at its end.
 *
 * <p>Start reading at {@link dev.multistream.dashboard.PlainLines}, then {@link dev.multistream.dashboard.SummaryTable}.
 */
@NullMarked
package dev.multistream.dashboard;

import org.jspecify.annotations.NullMarked;
