/**
 * What a run left behind, for people and for programs: the merge-checkpoint report, JUnit XML, the profile, and the
 * renderings of a plan.
 *
 * <p>Start reading at {@link dev.multistream.report.ReportModel}, then {@link dev.multistream.report.ReportFiles}.
 */
@NullMarked
package dev.multistream.report;

import org.jspecify.annotations.NullMarked;
