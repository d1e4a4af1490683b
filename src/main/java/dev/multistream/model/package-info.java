/**
 * What the user declared: specs, ids, paths and problems, as immutable values.
 *
 * <p>Start reading at {@link dev.multistream.model.HarnessSpec}.
 */
@NullMarked
package dev.multistream.model;

import org.jspecify.annotations.NullMarked;
