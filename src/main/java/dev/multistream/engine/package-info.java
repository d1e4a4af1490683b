/**
 * Decides what happens next; the only writer of the journal.
 *
 * <p>Start reading at {@link dev.multistream.engine.RunLoop}.
 */
@NullMarked
package dev.multistream.engine;

import org.jspecify.annotations.NullMarked;
