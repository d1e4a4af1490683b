package dev.multistream.conflict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multistream.conflict.Crossing.Rule;
import dev.multistream.conflict.FileChange.Kind;
import dev.multistream.model.AgentName;
import dev.multistream.model.BranchName;
import dev.multistream.model.Place;
import dev.multistream.model.RepoPath;
import dev.multistream.model.RetrySpec;
import dev.multistream.model.StreamId;
import dev.multistream.model.StreamSpec;
import dev.multistream.model.TeamMember;
import dev.multistream.model.WorkspaceSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BoundaryPolicyTest {
    private static final StreamId AUTH = new StreamId("auth");
    private static final StreamId WEB = new StreamId("web");
    private static final StreamId FREE = new StreamId("free");

    private final BoundaryPolicy policy = policy(
            Glob.Case.SENSITIVE,
            stream(
                    AUTH,
                    List.of("src/auth/**", "common/auth.js"),
                    List.of("package.json", "web/api.js"),
                    List.of("src/auth/fixed.js", "vitest.config.js")),
            stream(WEB, List.of("web/**", "package.json"), List.of(), List.of()),
            stream(FREE, List.of(), List.of("shared.txt"), List.of("web/secret")));

    @Test
    void what_a_stream_owns_or_shares_is_allowed_even_when_another_owns_it() {
        assertThat(crossings(AUTH, modified("src/auth/a.js", "common/auth.js", "package.json", "web/api.js")))
                .isEmpty();
        assertThat(crossings(WEB, modified("web/x", "package.json"))).isEmpty();
    }

    @Test
    void a_path_outside_owns_and_shares_is_a_crossing() {
        assertThat(crossings(AUTH, modified("README.md")))
                .containsExactly(crossing(AUTH, "README.md", Rule.OUTSIDE_OWNS, null, null));
    }

    @Test
    void a_path_that_another_stream_owns_is_a_crossing_also_for_a_stream_without_owns() {
        assertThat(crossings(FREE, modified("src/auth/a.js", "web/x", "other")))
                .containsExactly(
                        crossing(FREE, "src/auth/a.js", Rule.OWNED_BY_OTHER, "src/auth/**", AUTH),
                        crossing(FREE, "web/x", Rule.OWNED_BY_OTHER, "web/**", WEB));
        assertThat(crossings(AUTH, modified("web/x")))
                .containsExactly(crossing(AUTH, "web/x", Rule.OWNED_BY_OTHER, "web/**", WEB));
    }

    @Test
    void a_path_to_be_read_is_a_crossing_even_inside_what_the_stream_owns() {
        assertThat(crossings(AUTH, modified("src/auth/fixed.js", "vitest.config.js")))
                .containsExactly(
                        crossing(AUTH, "src/auth/fixed.js", Rule.READ_ONLY, "src/auth/fixed.js", null),
                        crossing(AUTH, "vitest.config.js", Rule.READ_ONLY, "vitest.config.js", null));
        assertThat(crossings(FREE, modified("web/secret")))
                .extracting(Crossing::rule)
                .containsExactly(Rule.READ_ONLY);
    }

    @Test
    void a_rename_counts_on_both_sides_and_a_deletion_counts() {
        FileChange out = new FileChange(
                new RepoPath("lib/a.js"), Optional.of(new RepoPath("src/auth/a.js")), Kind.RENAMED, 0, 0, false);
        FileChange in = new FileChange(
                new RepoPath("src/auth/b.js"), Optional.of(new RepoPath("lib/b.js")), Kind.RENAMED, 0, 0, false);
        FileChange gone = new FileChange(new RepoPath("gone"), Optional.empty(), Kind.DELETED, 0, 9, false);
        assertThat(crossings(AUTH, List.of(out, in, gone)))
                .extracting(crossing -> crossing.path().value())
                .containsExactly("gone", "lib/a.js", "lib/b.js");
    }

    @Test
    void crossings_come_once_for_each_path_in_the_order_of_paths() {
        assertThat(crossings(AUTH, modified("z", "a", "z", "m")))
                .extracting(crossing -> crossing.path().value())
                .containsExactly("a", "m", "z");
    }

    @Test
    void touchpoints_are_the_changed_paths_that_were_declared_as_shared() {
        assertThat(policy.touchpoints(AUTH, modified("web/api.js", "src/auth/a.js", "package.json")))
                .containsExactly(
                        new Touchpoint(AUTH, new RepoPath("package.json"), "package.json"),
                        new Touchpoint(AUTH, new RepoPath("web/api.js"), "web/api.js"));
        assertThat(policy.touchpoints(WEB, modified("package.json"))).isEmpty();
    }

    @Test
    void case_is_ignored_where_the_file_system_does() {
        BoundaryPolicy blind =
                policy(Glob.Case.INSENSITIVE, stream(AUTH, List.of("Src/**"), List.of("A"), List.of("src/X")));
        assertThat(blind.crossing(AUTH, new RepoPath("sRC/b"))).isEmpty();
        assertThat(blind.crossing(AUTH, new RepoPath("a"))).isEmpty();
        assertThat(blind.crossing(AUTH, new RepoPath("SRC/x"))).isPresent();
    }

    @Test
    void an_unknown_stream_and_a_wrong_pattern_are_refused() {
        assertThatThrownBy(() -> policy.crossing(new StreamId("nobody"), new RepoPath("a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nobody");
        StreamSpec wrong = stream(AUTH, List.of("["), List.of(), List.of());
        assertThatThrownBy(() -> policy(Glob.Case.SENSITIVE, wrong)).isInstanceOf(IllegalArgumentException.class);
    }

    private List<Crossing> crossings(StreamId stream, List<FileChange> changes) {
        return policy.crossings(stream, changes);
    }

    static List<FileChange> modified(String... paths) {
        return List.of(paths).stream()
                .map(path -> new FileChange(new RepoPath(path), Optional.empty(), Kind.MODIFIED, 1, 1, false))
                .toList();
    }

    private static Crossing crossing(StreamId stream, String path, Rule rule, String pattern, StreamId owner) {
        return new Crossing(stream, new RepoPath(path), rule, Optional.ofNullable(pattern), Optional.ofNullable(owner));
    }

    private static BoundaryPolicy policy(Glob.Case letters, StreamSpec... streams) {
        return new BoundaryPolicy(List.of(streams), letters);
    }

    private static StreamSpec stream(StreamId id, List<String> owns, List<String> shares, List<String> reads) {
        Place place = new Place("harness.yaml", 1, 1);
        AgentName agent = new AgentName("a");
        TeamMember member = new TeamMember(
                agent,
                place,
                agent,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Map.of(),
                Optional.empty(),
                RetrySpec.NONE);
        return new StreamSpec(
                id,
                place,
                new StreamSpec.Task("task", Optional.empty()),
                new BranchName("harness/" + id),
                false,
                Optional.empty(),
                List.of(),
                StreamSpec.RunCondition.SUCCESS,
                owns,
                shares,
                reads,
                StreamSpec.Boundary.BLOCK,
                List.of(),
                Map.of(),
                Map.of(agent, member),
                List.of(),
                new WorkspaceSpec(".worktrees", List.of(), List.of(), List.of()),
                Optional.empty());
    }
}
