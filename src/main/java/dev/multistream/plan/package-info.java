/**
 * The DAG of steps that a spec means.
 *
 * <p>Start reading at {@link dev.multistream.plan.Plan}, then {@link dev.multistream.plan.Planner}.
 */
@NullMarked
package dev.multistream.plan;

import org.jspecify.annotations.NullMarked;
