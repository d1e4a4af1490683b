package dev.multistream.config;

import dev.multistream.model.BranchName;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code harness init} found out about a repository.
 *
 * @param branch the branch that work is merged into
 * @param tools how the repository is built and tested
 * @param schema the path of the JSON Schema from the file's folder, if there is one for the editor to use
 */
public record RepositoryFacts(BranchName branch, Set<BuildTool> tools, Optional<String> schema) {

    /** Programs that test a repository, with the file that gives each away and how it is called. */
    public enum BuildTool {
        NPM("package.json", "npm test", Optional.empty(), Optional.of("npm install")),
        MAVEN("pom.xml", "mvn -B test", Optional.of("**/target/surefire-reports/TEST-*.xml"), Optional.empty()),
        GRADLE("build.gradle", "./gradlew test", Optional.of("**/build/test-results/**/TEST-*.xml"), Optional.empty()),
        PYTHON(
                "pyproject.toml",
                "python -m pytest --junitxml=test-report.xml",
                Optional.of("test-report.xml"),
                Optional.empty()),
        GO("go.mod", "go test ./...", Optional.empty(), Optional.empty()),
        CARGO("Cargo.toml", "cargo test", Optional.empty(), Optional.empty()),
        MAKE("Makefile", "make test", Optional.empty(), Optional.empty());

        private final String marker;
        private final String test;
        private final Optional<String> reports;
        private final Optional<String> setup;

        BuildTool(String marker, String test, Optional<String> reports, Optional<String> setup) {
            this.marker = marker;
            this.test = test;
            this.reports = reports;
            this.setup = setup;
        }

        /** The file in the repository's root that gives the tool away. */
        public String marker() {
            return marker;
        }

        String test() {
            return test;
        }

        Optional<String> reports() {
            return reports;
        }

        Optional<String> setup() {
            return setup;
        }
    }

    public RepositoryFacts {
        EnumSet<BuildTool> ordered = EnumSet.noneOf(BuildTool.class);
        ordered.addAll(tools);
        tools = Collections.unmodifiableSet(ordered);
    }
}
