package dev.multistream.conflict;

import static dev.multistream.conflict.BoundaryPolicyTest.modified;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multistream.conflict.FileChange.Kind;
import dev.multistream.model.RepoPath;
import dev.multistream.model.StreamId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OverlapTest {
    private static final StreamId A = new StreamId("a");
    private static final StreamId B = new StreamId("b");
    private static final StreamId C = new StreamId("c");

    @Test
    void files_that_several_streams_changed_are_found_in_the_order_of_paths() {
        Map<StreamId, List<FileChange>> changes = new LinkedHashMap<>();
        changes.put(C, modified("z", "only-c", "y"));
        changes.put(A, modified("y", "z", "only-a"));
        changes.put(B, modified("z", "only-b"));
        assertThat(Overlap.among(changes))
                .containsExactly(
                        new Overlap(new RepoPath("y"), List.of(C, A)),
                        new Overlap(new RepoPath("z"), List.of(C, A, B)));
    }

    @Test
    void a_rename_overlaps_with_both_its_names_and_one_stream_never_with_itself() {
        FileChange rename =
                new FileChange(new RepoPath("new"), Optional.of(new RepoPath("old")), Kind.RENAMED, 0, 0, false);
        FileChange copyLike =
                new FileChange(new RepoPath("x"), Optional.of(new RepoPath("old")), Kind.ADDED, 0, 0, false);
        assertThat(Overlap.among(Map.of(A, List.of(rename, rename)))).isEmpty();
        assertThat(Overlap.among(Map.of(A, List.of(rename), B, modified("old"))))
                .extracting(overlap -> overlap.path().value())
                .containsExactly("old");
        assertThat(Overlap.among(Map.of(A, List.of(rename), B, modified("new"))))
                .extracting(overlap -> overlap.path().value())
                .containsExactly("new");
        assertThat(Overlap.among(Map.of(A, List.of(copyLike), B, modified("old"))))
                .isEmpty();
    }

    @Test
    void an_overlap_needs_two_streams() {
        RepoPath path = new RepoPath("x");
        assertThatThrownBy(() -> new Overlap(path, List.of(A))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_crossing_is_told_in_one_sentence() {
        RepoPath path = new RepoPath("src/x");
        assertThat(new Crossing(A, path, Crossing.Rule.OUTSIDE_OWNS, Optional.empty(), Optional.empty()).describe())
                .isEqualTo("'src/x' is outside what stream 'a' owns and shares");
        assertThat(new Crossing(A, path, Crossing.Rule.OWNED_BY_OTHER, Optional.of("src/**"), Optional.of(B))
                        .describe())
                .isEqualTo("'src/x' belongs to stream 'b' (src/**)");
        assertThat(new Crossing(A, path, Crossing.Rule.READ_ONLY, Optional.of("src/x"), Optional.empty()).describe())
                .isEqualTo("'src/x' is read-only for stream 'a' (src/x)");
    }

    @Test
    void a_conflict_keeps_its_hunks_when_it_is_resolved() {
        FileConflict.Hunk hunk = new FileConflict.Hunk(1, "b", "o", "t");
        FileConflict open = new FileConflict(new RepoPath("x"), "contents", List.of(hunk), Optional.empty());
        assertThat(open.isResolved()).isFalse();
        assertThat(open.resolvedBy("union"))
                .isEqualTo(new FileConflict(new RepoPath("x"), "contents", List.of(hunk), Optional.of("union")));
        assertThat(open.resolvedBy("union").isResolved()).isTrue();
    }
}
