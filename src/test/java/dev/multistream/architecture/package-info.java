/**
 * Holds the house together: who may use whom, how large things may grow, what tests may not do.
 *
 * <p>Start reading at {@link dev.multistream.architecture.LayersTest}.
 */
@NullMarked
package dev.multistream.architecture;

import org.jspecify.annotations.NullMarked;
