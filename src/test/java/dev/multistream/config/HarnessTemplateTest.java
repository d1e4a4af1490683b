package dev.multistream.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multistream.config.RepositoryFacts.BuildTool;
import dev.multistream.model.BranchName;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HarnessTemplateTest {
    private static String text(Set<BuildTool> tools) {
        return HarnessTemplate.text(new RepositoryFacts(new BranchName("main"), tools, Optional.empty()));
    }

    @Test
    void every_combination_of_build_tools_gives_a_valid_file_without_warnings() {
        for (int bits = 0; bits < 1 << BuildTool.values().length; bits++) {
            EnumSet<BuildTool> tools = EnumSet.noneOf(BuildTool.class);
            for (BuildTool tool : BuildTool.values()) {
                if ((bits & 1 << tool.ordinal()) != 0) {
                    tools.add(tool);
                }
            }
            HarnessFile.Result result = Reader.read(text(tools));
            assertThat(Reader.spec(result).gates()).hasSize(Math.max(1, tools.size()));
            assertThat(Reader.codes(result))
                    .containsExactlyElementsOf(tools.isEmpty() ? List.of("checkpoint.no-gates") : List.of());
        }
    }

    @Test
    void odd_branch_names_are_quoted() {
        for (String branch : List.of("main", "feature/x", "1.0", "true", "null", "a#b", "été", "x'y\"z")) {
            String yaml = HarnessTemplate.text(new RepositoryFacts(new BranchName(branch), Set.of(), Optional.empty()));
            assertThat(Reader.spec(yaml).base()).contains(branch);
        }
    }

    @Test
    void the_schema_is_named_in_the_first_line_if_there_is_one() {
        String yaml = HarnessTemplate.text(
                new RepositoryFacts(new BranchName("main"), Set.of(), Optional.of("schemas/harness.schema.json")));
        assertThat(yaml).startsWith("# yaml-language-server: $schema=schemas/harness.schema.json\n");
        assertThat(text(Set.of())).doesNotContain("$schema");
    }

    @Test
    void a_maven_repository_gets_its_test_reports() {
        assertThat(text(Set.of(BuildTool.MAVEN)))
                .contains("run: mvn -B test")
                .contains("TEST-*.xml")
                .contains("gates: [tests]");
        assertThat(BuildTool.MAVEN.marker()).isEqualTo("pom.xml");
    }
}
