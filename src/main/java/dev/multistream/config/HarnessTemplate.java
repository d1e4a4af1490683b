package dev.multistream.config;

import dev.multistream.config.RepositoryFacts.BuildTool;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The commented harness.yaml that {@code harness init} writes. */
public final class HarnessTemplate {
    private final RepositoryFacts facts;
    private final List<String> lines = new ArrayList<>();

    private HarnessTemplate(RepositoryFacts facts) {
        this.facts = facts;
    }

    /** The file's text for a repository; it is a valid file, ending with a newline. */
    public static String text(RepositoryFacts facts) {
        HarnessTemplate template = new HarnessTemplate(facts);
        template.head();
        template.agents();
        template.workspace();
        template.streams();
        template.gates();
        template.checkpoints();
        return String.join("\n", template.lines) + "\n";
    }

    private void head() {
        facts.schema().ifPresent(path -> add("# yaml-language-server: $schema=" + path));
        add("# Several agents at work on this repository at once, each in a worktree and on a branch of its own.");
        add("# 'harness validate' checks this file, 'harness plan' shows what a run would do, 'harness run' does it.");
        add("version: 1");
        add("base: " + quoted(facts.branch().value()) + "   # what every stream starts from");
    }

    private void agents() {
        add("");
        add("# How agents are called. Any program will do that works in the current directory.");
        add("agents:");
        add("  coder:");
        add(
                "    run: [claude, --permission-mode, acceptEdits, -p]   # a list is executed as it is, a string by the shell");
        add("    prompt: { mode: arg }                               # the task's text is the last argument");
    }

    private void workspace() {
        List<String> setup = facts.tools().stream()
                .map(BuildTool::setup)
                .flatMap(Optional::stream)
                .toList();
        if (!setup.isEmpty()) {
            add("");
            add("# What makes a new worktree ready to work in.");
            add("workspace:");
            add("  setup:");
            setup.forEach(command -> add("    - " + command));
        }
    }

    private void streams() {
        String gates = "[" + String.join(", ", gateNames()) + "]";
        add("");
        add("# What is to be done. Streams run in parallel; 'needs: [other]' makes one wait for another.");
        add("streams:");
        add("  first:");
        add("    task: |");
        add("      Describe here what the agent is to do.");
        add("    agent: coder");
        add("    # owns: [\"src/first/**\"]   # only this stream may change these files");
        add("    gates: " + gates);
        add("    timeout: 1h");
        add("  second:");
        add("    task: |");
        add("      Describe here what another agent is to do at the same time.");
        add("    agent: coder");
        add("    gates: " + gates);
        add("    timeout: 1h");
    }

    private void gates() {
        add("");
        add("# What a stream's work must pass before it counts as done.");
        add("gates:");
        if (facts.tools().isEmpty()) {
            add("  work: { changed: [\"**\"] }   # it must have changed something");
            add("  # tests: { run: ./run-tests.sh, timeout: 10m }");
        }
        for (BuildTool tool : facts.tools()) {
            add("  " + gateName(tool) + ":");
            add("    run: " + tool.test());
            tool.reports()
                    .ifPresent(reports -> add("    reports: [\"" + reports + "\"]   # JUnit XML, shown in the report"));
            add("    timeout: 15m");
        }
    }

    private void checkpoints() {
        add("");
        add("# How finished streams get into a branch: merged in this order, tested together, then published.");
        add("checkpoints:");
        add("  integrate:");
        add("    merge: [first, second]");
        add("    into: " + quoted(facts.branch().value()));
        if (!facts.tools().isEmpty()) {
            add("    gates: [" + String.join(", ", gateNames()) + "]");
        }
        add("    # review: { required: true }   # a person approves before it is published");
    }

    private List<String> gateNames() {
        return facts.tools().isEmpty()
                ? List.of("work")
                : facts.tools().stream().map(this::gateName).toList();
    }

    private String gateName(BuildTool tool) {
        return facts.tools().size() == 1 ? "tests" : tool.name().toLowerCase(Locale.ROOT) + "-tests";
    }

    private void add(String line) {
        lines.add(line);
    }

    /** Branch names hold no backslash and no control character, so only quotes need care. */
    private static String quoted(String branch) {
        boolean plain = branch.matches("[A-Za-z][A-Za-z0-9._/-]*") && CoreScalar.kindOf(branch) == YamlNode.Kind.STRING;
        return plain ? branch : "\"" + branch.replace("\"", "\\\"") + "\"";
    }
}
