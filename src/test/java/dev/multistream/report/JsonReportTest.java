package dev.multistream.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.multistream.testing.RunFixture;
import dev.multistream.testing.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonReportTest {
    static Stream<String> names() {
        return Fixtures.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void every_report_and_plan_obeys_its_schema(String name) throws IOException {
        ReportModel model = Fixtures.model(name);
        Schema report = schema("report");

        assertThat(report.validate(new JsonReport(model).render(), InputFormat.JSON))
                .isEmpty();
        for (ReportModel.CheckpointReport checkpoint : model.checkpoints()) {
            assertThat(report.validate(new JsonReport(model).render(checkpoint), InputFormat.JSON))
                    .isEmpty();
        }
        assertThat(schema("plan").validate(PlanJson.of(model.plan()), InputFormat.JSON))
                .isEmpty();
    }

    @Test
    void the_schema_refuses_what_it_does_not_name() throws IOException {
        String json = new JsonReport(Fixtures.model("green")).render().replace("\"headline\"", "\"headlien\"");

        assertThat(schema("report").validate(json, InputFormat.JSON)).isNotEmpty();
    }

    @Test
    void a_program_finds_what_was_published_and_why_a_stream_was_left_out() {
        JsonNode root = JsonMapper.shared().readTree(new JsonReport(Fixtures.model(Runs.conflict())).render());

        assertThat(root.at("/run/exitCode").asInt()).isEqualTo(4);
        assertThat(root.at("/checkpoints/0/published/to").asString())
                .isEqualTo(RunFixture.commit("perf-merge").value());
        assertThat(root.at("/verdict/leftOut/0/stream").asString()).isEqualTo("dashboard");
        assertThat(root.at("/checkpoints/0/merges/2/conflicts/0/hunks/0/theirs").asString())
                .isEqualTo("app.listen(process.env.PORT ?? 3000);");
    }

    private static Schema schema(String name) throws IOException {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(Path.of("schemas", name + ".schema.json")), InputFormat.JSON);
    }
}
