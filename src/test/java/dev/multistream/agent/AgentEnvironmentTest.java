package dev.multistream.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multistream.model.AgentName;
import dev.multistream.model.BranchName;
import dev.multistream.model.CommitId;
import dev.multistream.model.RunId;
import dev.multistream.model.StreamId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AgentEnvironmentTest {
    private static final AgentEnvironment ENVIRONMENT = new AgentEnvironment(
            new RunId("2026-11-21-0931-brisk-otter"),
            new StreamId("auth"),
            new AgentName("backend"),
            Optional.of("implementation"),
            new BranchName("feature/auth"),
            new CommitId("0123456789012345678901234567890123456789"),
            new AgentRequest.Instructions("log in", Optional.of("be careful"), List.of("/a b.png", "/c.png")));

    @Test
    void an_agent_finds_who_and_where_it_is_and_what_the_user_declared() {
        Map<String, String> variables =
                ENVIRONMENT.over(Map.of("PATH", "/bin", "HOME", "/home/a"), Map.of("HOME", "/elsewhere", "X", "1"));
        assertThat(variables)
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("PATH", "/bin"),
                        Map.entry("HOME", "/elsewhere"),
                        Map.entry("X", "1"),
                        Map.entry("STREAM_ID", "auth"),
                        Map.entry("AGENT_ID", "backend"),
                        Map.entry("HARNESS_RUN_ID", "2026-11-21-0931-brisk-otter"),
                        Map.entry("HARNESS_TASK", "log in"),
                        Map.entry("HARNESS_PROMPT", "be careful"),
                        Map.entry("HARNESS_ROLE", "implementation"),
                        Map.entry("HARNESS_BRANCH", "feature/auth"),
                        Map.entry("HARNESS_BASE", "0123456789012345678901234567890123456789"),
                        Map.entry("HARNESS_ATTACHMENTS", "/a b.png\n/c.png")));
    }

    @Test
    void what_would_be_dangerous_is_withheld_unless_the_user_declares_it() {
        Map<String, String> ours = Map.of(
                "GITHUB_TOKEN", "t",
                "GITHUB_ENV", "f",
                "ACTIONS_ID_TOKEN_REQUEST_URL", "u",
                "GIT_DIR", "/x/.git",
                "GIT_INDEX_FILE", "/x/.git/index",
                "GIT_CONFIG_KEY_0", "k",
                "HARNESS_MARK", "outer",
                "GIT_SSH_COMMAND", "ssh",
                "GITHUB_SHA", "s");
        assertThat(AgentEnvironment.inherited(ours)).containsOnlyKeys("GIT_SSH_COMMAND", "GITHUB_SHA");
        assertThat(ENVIRONMENT.over(ours, Map.of("GITHUB_TOKEN", "mine"))).containsEntry("GITHUB_TOKEN", "mine");
    }

    @Test
    void instructions_are_one_text_of_task_prompt_and_attachments() {
        assertThat(ENVIRONMENT.instructions().text())
                .isEqualTo("log in\n\nbe careful\n\nAttachments:\n- /a b.png\n- /c.png");
    }
}
