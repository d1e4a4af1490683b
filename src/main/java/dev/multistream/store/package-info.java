/**
 * The files of a run and where they are: journal, JSON codecs, locks, atomic files.
 *
 * <p>Start reading at {@link dev.multistream.store.RunDirectory}.
 */
@NullMarked
package dev.multistream.store;

import org.jspecify.annotations.NullMarked;
