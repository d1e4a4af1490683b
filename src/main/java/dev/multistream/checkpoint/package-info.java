/**
 * Merges streams, resolves what conflicts, and moves the target to what was certified.
 *
 * <p>Start reading at {@link dev.multistream.checkpoint.StreamMerge}.
 */
@NullMarked
package dev.multistream.checkpoint;

import org.jspecify.annotations.NullMarked;
