package app.akin.desktop.search;

import app.akin.core.query.Fact;
import app.akin.core.search.SearchAnswer.Missing;
import app.akin.desktop.search.SearchModel.Found;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/// The lines about photos that facts hide for lack of data, such as "212 photos have no place. Show
/// them too." They are below the results; a line about places is above them if it hides more than
/// is shown. JavaFX thread only.
public final class MissingFactsView implements AutoCloseable {
  /// Actions of the lines.
  ///
  /// @param show shows the hidden photos after the results
  /// @param searchAsWords makes words of the place
  public record Actions(Consumer<Fact> show, Consumer<Fact> searchAsWords) {}

  private final Language language;
  private final Actions actions;
  private final VBox above = lines();
  private final VBox below = lines();
  private final Subscription subscription;

  /// @param found the answer
  public MissingFactsView(
      ObservableValue<Optional<Found>> found, Language language, Actions actions) {
    this.language = language;
    this.actions = actions;
    subscription =
        Subscription.combine(
            found.subscribe(this::show),
            language.messagesProperty().subscribe(() -> show(found.getValue())));
  }

  private static VBox lines() {
    VBox lines = new VBox();
    lines.getStyleClass().add("akin-missing-facts");
    lines.managedProperty().bind(lines.visibleProperty());
    return lines;
  }

  /// Returns the lines above the results.
  public Region above() {
    return above;
  }

  /// Returns the lines below the results.
  public Region below() {
    return below;
  }

  private void show(Optional<Found> now) {
    above.getChildren().clear();
    below.getChildren().clear();
    now.ifPresent(
        found -> {
          for (Missing missing : found.hidden()) {
            boolean more = isPlace(missing) && missing.count() > found.count();
            (more ? above : below).getChildren().add(line(missing, more));
          }
        });
    above.setVisible(!above.getChildren().isEmpty());
    below.setVisible(!below.getChildren().isEmpty());
  }

  private Node line(Missing missing, boolean more) {
    Label text =
        new Label(
            language.of(key(missing), missing.count()), Icon.INFORMATION.node(Icon.Size.SMALL));
    text.getStyleClass().add("akin-muted");
    text.setMinWidth(Region.USE_PREF_SIZE);
    WrappingRow row = new WrappingRow(8, 0);
    row.setAlignment(Pos.CENTER_LEFT);
    row.getChildren()
        .addAll(text, link("missing.show", () -> actions.show().accept(missing.fact())));
    if (more) {
      row.getChildren()
          .add(link("missing.words", () -> actions.searchAsWords().accept(missing.fact())));
    }
    return row;
  }

  private Hyperlink link(String key, Runnable action) {
    Hyperlink link = new Hyperlink(language.of(key));
    link.setMinWidth(Region.USE_PREF_SIZE);
    link.setOnAction(_ -> action.run());
    return link;
  }

  private static boolean isPlace(Missing missing) {
    return switch (missing.fact().field()) {
      case PLACE, NEAR, AREA -> true;
      default -> false;
    };
  }

  private static String key(Missing missing) {
    return switch (missing.fact().field()) {
      case DATE -> "missing.date";
      case MONTH, DAY, SEASON, FESTIVAL, WEEKDAY -> "missing.day";
      case TIME -> "missing.time";
      case PLACE, NEAR, AREA -> "missing.place";
      case CAMERA -> "missing.camera";
      case LENS -> "missing.lens";
      case FOCAL -> "missing.focal";
      case ISO -> "missing.iso";
      case APERTURE -> "missing.aperture";
      case SHUTTER -> "missing.shutter";
      case RATING -> "missing.rating";
      case ORIENTATION, PIXELS -> "missing.pixels";
      case OCR -> "missing.ocr";
      // Always known, or its absence is the answer.
      case FLAG, FORMAT, KIND, HAS, SIZE, FOLDER, NAME, TAG, COLLECTION -> "missing.fact";
    };
  }

  @Override
  public void close() {
    subscription.unsubscribe();
  }
}
