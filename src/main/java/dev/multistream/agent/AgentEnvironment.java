package dev.multistream.agent;

import dev.multistream.model.AgentName;
import dev.multistream.model.BranchName;
import dev.multistream.model.CommitId;
import dev.multistream.model.RunId;
import dev.multistream.model.StreamId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an agent finds in its environment: what harness itself was given, less what would be dangerous there, then what
 * the user declared, then who and where it is.
 *
 * @param base the commit that the stream started from
 */
public record AgentEnvironment(
        RunId run,
        StreamId stream,
        AgentName agent,
        Optional<String> role,
        BranchName branch,
        CommitId base,
        AgentRequest.Instructions instructions) {

    /** Would let an agent speak to the CI server as the job, or change what the job's next steps do. */
    private static final Set<String> CI = Set.of(
            "GITHUB_ENV",
            "GITHUB_PATH",
            "GITHUB_OUTPUT",
            "GITHUB_STATE",
            "GITHUB_STEP_SUMMARY",
            "GITHUB_TOKEN",
            "GH_TOKEN",
            "ACTIONS_RUNTIME_TOKEN",
            "ACTIONS_RUNTIME_URL",
            "ACTIONS_CACHE_URL",
            "ACTIONS_RESULTS_URL");

    private static final String CI_IDENTITY = "ACTIONS_ID_TOKEN_REQUEST_";

    /** Would lead git away from the directory it is called in: set when harness itself runs from a git hook. */
    private static final Set<String> GIT = Set.of(
            "GIT_DIR",
            "GIT_WORK_TREE",
            "GIT_INDEX_FILE",
            "GIT_PREFIX",
            "GIT_OBJECT_DIRECTORY",
            "GIT_ALTERNATE_OBJECT_DIRECTORIES",
            "GIT_COMMON_DIR",
            "GIT_NAMESPACE",
            "GIT_CEILING_DIRECTORIES",
            "GIT_QUARANTINE_PATH",
            "GIT_SHALLOW_FILE",
            "GIT_GRAFT_FILE",
            "GIT_IMPLICIT_WORK_TREE",
            "GIT_INTERNAL_SUPER_PREFIX",
            "GIT_REFLOG_ACTION",
            "GIT_CONFIG",
            "GIT_CONFIG_PARAMETERS",
            "GIT_CONFIG_COUNT",
            "GIT_EDITOR",
            "GIT_SEQUENCE_EDITOR");

    /**
     * Whether a variable that harness was given must not be handed on to programs of the user.
     *
     * <p>What the user declares under {@code env} is handed on whatever its name.
     */
    public static boolean isWithheld(String name) {
        return CI.contains(name)
                || name.startsWith(CI_IDENTITY)
                || GIT.contains(name)
                || name.startsWith("GIT_CONFIG_KEY_")
                || name.startsWith("GIT_CONFIG_VALUE_")
                || name.startsWith("HARNESS_");
    }

    /** What harness was given, less what is withheld. */
    public static Map<String, String> inherited(Map<String, String> ours) {
        Map<String, String> theirs = new LinkedHashMap<>(ours);
        theirs.keySet().removeIf(AgentEnvironment::isWithheld);
        return theirs;
    }

    /**
     * The complete environment.
     *
     * @param ours what harness itself was given
     * @param declared the user's {@code env} maps, merged and evaluated
     */
    public Map<String, String> over(Map<String, String> ours, Map<String, String> declared) {
        Map<String, String> variables = inherited(ours);
        variables.putAll(declared);
        variables.put("STREAM_ID", stream.value());
        variables.put("AGENT_ID", agent.value());
        variables.put("HARNESS_RUN_ID", run.value());
        variables.put("HARNESS_TASK", instructions.task());
        variables.put("HARNESS_ROLE", role.orElse(""));
        instructions.prompt().ifPresent(prompt -> variables.put("HARNESS_PROMPT", prompt));
        variables.put("HARNESS_BRANCH", branch.value());
        variables.put("HARNESS_BASE", base.value());
        variables.put("HARNESS_ATTACHMENTS", String.join("\n", instructions.attachments()));
        return variables;
    }
}
