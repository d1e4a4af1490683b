/**
 * What happened in a run (events), what therefore is (state), results as values, and the journal's port.
 *
 * <p>Start reading at {@link dev.multistream.run.RunEvent}, then {@link dev.multistream.run.RunState}.
 */
@NullMarked
package dev.multistream.run;

import org.jspecify.annotations.NullMarked;
