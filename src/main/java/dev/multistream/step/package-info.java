/**
 * The bridge between engine and tools: one executor for each kind of step.
 *
 * <p>Start reading at {@link dev.multistream.step.StepExecutors}.
 */
@NullMarked
package dev.multistream.step;

import org.jspecify.annotations.NullMarked;
