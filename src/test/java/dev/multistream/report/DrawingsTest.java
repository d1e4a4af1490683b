package dev.multistream.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class DrawingsTest {
    static Stream<String> names() {
        return Fixtures.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void drawings_are_well_formed_and_everything_lies_inside(String name) throws Exception {
        ReportModel model = Fixtures.model(name);
        for (Palette palette : Palette.values()) {
            for (Optional<String> drawing :
                    List.of(DagDrawing.of(model, palette), TimelineDrawing.of(model, palette))) {
                if (drawing.isPresent()) {
                    Element svg = parse(drawing.get()).getDocumentElement();
                    double width = Double.parseDouble(svg.getAttribute("width"));
                    double height = Double.parseDouble(svg.getAttribute("height"));
                    for (Element box : elements(svg, "rect")) {
                        assertThat(number(box, "x") + number(box, "width")).isBetween(0.0, width + 0.1);
                        assertThat(number(box, "y") + number(box, "height")).isBetween(0.0, height);
                    }
                }
            }
        }
    }

    @Test
    void each_step_is_one_box_with_its_standing_in_words() throws Exception {
        ReportModel model = Fixtures.model("red-gate");

        List<String> titles =
                elements(
                                parse(DagDrawing.of(model, Palette.LIGHT).orElseThrow())
                                        .getDocumentElement(),
                                "title")
                        .stream()
                        .map(Element::getTextContent)
                        .toList();

        assertThat(titles)
                .contains("auth.gate.unit: failed", "integrate.merge.auth: skipped", "integrate.publish: passed");
        assertThat(titles).hasSize(model.steps().size() + 1);
    }

    @Test
    void a_night_in_which_nothing_ran_takes_little_room() {
        ReportModel model = Fixtures.model("rolled-back");
        List<Attempt> attempts =
                model.steps().stream().flatMap(step -> step.attempts().stream()).toList();

        TimeScale scale = new TimeScale(attempts, model.facts(), 1000);

        assertThat(scale.pieces()).hasSize(2);
        assertThat(scale.pieces().get(0).width()).isGreaterThan(900);
        assertThat(scale.x(attempts.get(0).start())).isBetween(0.0, 10.0);
    }

    @Test
    void no_drawing_of_time_is_made_before_anything_ran() {
        assertThat(TimelineDrawing.of(Fixtures.model("empty"), Palette.LIGHT)).isEmpty();
    }

    @Test
    void boxes_do_not_cover_each_other() throws Exception {
        Element svg = parse(
                        DagDrawing.of(Fixtures.model("green"), Palette.LIGHT).orElseThrow())
                .getDocumentElement();
        List<String> corners = elements(svg, "rect").stream()
                .map(box -> box.getAttribute("x") + "," + box.getAttribute("y"))
                .toList();

        assertThat(new HashSet<>(corners)).hasSameSizeAs(corners);
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }

    private static List<Element> elements(Element root, String tag) {
        NodeList found = root.getElementsByTagName(tag);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    private static Document parse(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }
}
