/**
 * Runs a quality gate and judges its result.
 *
 * <p>Start reading at {@link dev.multistream.gate.GateRunner}.
 */
@NullMarked
package dev.multistream.gate;

import org.jspecify.annotations.NullMarked;
