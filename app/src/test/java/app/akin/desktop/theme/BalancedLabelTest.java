package app.akin.desktop.theme;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.desktop.FxThread;
import java.util.List;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import javafx.scene.text.Text;
import javafx.scene.text.TextLineInfo;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests line lengths against the toolkit's layout of the same words.
final class BalancedLabelTest {
  private static final double WIDEST = 300;

  @BeforeAll
  static void start() {
    FxThread.start();
  }

  private static Label laidOut(String words, double wide) {
    Label label = new Label(words);
    label.setWrapText(true);
    label.setMaxWidth(WIDEST);
    StackPane root = new StackPane(new BalancedLabel(label));
    Scene _ = new Scene(root, wide, 400);
    root.applyCss();
    root.layout();
    return label;
  }

  private static List<Double> lines(String words, Label like, double wide) {
    Text text = new Text(words);
    text.setFont(like.getFont());
    text.setWrappingWidth(wide);
    return text.getLayoutInfo().getTextLines(false).stream()
        .map(TextLineInfo::bounds)
        .map(bounds -> bounds.getWidth())
        .toList();
  }

  private static double shortest(List<Double> lines) {
    return lines.stream().mapToDouble(line -> line).min().orElseThrow();
  }

  /// Returns a text slightly too long for one line.
  private static String tooLong(String unit, Label like) {
    StringBuilder words = new StringBuilder();
    while (lines(words.toString(), like, WIDEST).size() < 2) {
      words.append(unit);
    }
    return words.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"图", "ox "})
  void lastLineIsNotASingleWord(String unit) {
    FxThread.run(
        () -> {
          Label like = laidOut(unit, 800);
          String words = tooLong(unit, like);
          assertThat(shortest(lines(words, like, WIDEST))).isLessThan(WIDEST / 8);
          Label label = laidOut(words, 800);
          List<Double> lines = lines(words, label, label.getWidth());
          assertThat(lines).hasSize(2);
          assertThat(shortest(lines)).isGreaterThan(label.getWidth() * 0.75);
          assertThat(label.getLayoutX() + label.getWidth() / 2)
              .as("it stands in the middle")
              .isBetween(399.0, 401.0);
        });
  }

  @ParameterizedTest
  @ValueSource(doubles = {800, 300, 180, 90})
  void usesMinimalLinesAndWidth(double wide) {
    FxThread.run(
        () -> {
          String words = "Nothing was found. Use fewer words, or say what should be in the photo.";
          Label label = laidOut(words, wide);
          double most = Math.min(wide, WIDEST);
          double high = label.prefHeight(most);
          double least = most;
          while (label.prefHeight(least - 1) <= high) {
            least--;
          }
          assertThat(label.getWidth()).isEqualTo(least);
          assertThat(label.getHeight()).isEqualTo(high);
        });
  }

  @Test
  void singleLineStaysSingle() {
    FxThread.run(
        () -> {
          Label label = laidOut("Nothing found", 800);
          assertThat(label.getHeight()).isEqualTo(label.prefHeight(-1));
          assertThat(label.getWidth()).isGreaterThanOrEqualTo(label.prefWidth(-1));
        });
  }

  @Test
  void changedTextIsBalancedAgain() {
    FxThread.run(
        () -> {
          Label label = laidOut("Short", 800);
          String words = tooLong("图", label);
          label.setText(words);
          label.getScene().getRoot().applyCss();
          label.getScene().getRoot().layout();
          assertThat(label.getHeight()).isEqualTo(label.prefHeight(WIDEST));
          assertThat(shortest(lines(words, label, label.getWidth())))
              .isGreaterThan(label.getWidth() * 0.75);
        });
  }
}
