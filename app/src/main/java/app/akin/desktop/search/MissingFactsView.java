package app.akin.desktop.search;

import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import java.util.List;
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
  /// What the lines are about.
  ///
  /// @param missing what is hidden, in the order of the facts
  /// @param found number of results
  public record Shown(List<MissingFact> missing, int found) {
    /// Nothing is hidden.
    public static final Shown NONE = new Shown(List.of(), 0);

    /// Copies the list.
    public Shown {
      missing = List.copyOf(missing);
    }
  }

  /// Actions of the lines.
  ///
  /// @param show shows the hidden photos after the results
  /// @param searchAsWords makes the words of the place words
  public record Actions(Consumer<MissingFact> show, Consumer<MissingFact> searchAsWords) {}

  private final Language language;
  private final Actions actions;
  private final VBox above = lines();
  private final VBox below = lines();
  private final Subscription subscription;

  /// @param shown what the lines are about
  public MissingFactsView(ObservableValue<Shown> shown, Language language, Actions actions) {
    this.language = language;
    this.actions = actions;
    subscription =
        Subscription.combine(
            shown.subscribe(this::show),
            language.messagesProperty().subscribe(() -> show(shown.getValue())));
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

  private void show(Shown now) {
    above.getChildren().clear();
    below.getChildren().clear();
    for (MissingFact missing : now.missing()) {
      boolean more = missing.isPlace() && missing.photos() > now.found();
      (more ? above : below).getChildren().add(line(missing, more));
    }
    above.setVisible(!above.getChildren().isEmpty());
    below.setVisible(!below.getChildren().isEmpty());
  }

  private Node line(MissingFact missing, boolean more) {
    Label text =
        new Label(
            language.of(missing.key(), missing.photos()), Icon.INFORMATION.node(Icon.Size.SMALL));
    text.getStyleClass().add("akin-muted");
    text.setMinWidth(Region.USE_PREF_SIZE);
    WrappingRow row = new WrappingRow(8, 0);
    row.setAlignment(Pos.CENTER_LEFT);
    row.getChildren().addAll(text, link("missing.show", () -> actions.show().accept(missing)));
    if (more) {
      row.getChildren().add(link("missing.words", () -> actions.searchAsWords().accept(missing)));
    }
    return row;
  }

  private Hyperlink link(String key, Runnable action) {
    Hyperlink link = new Hyperlink(language.of(key));
    link.setMinWidth(Region.USE_PREF_SIZE);
    link.setOnAction(_ -> action.run());
    return link;
  }

  @Override
  public void close() {
    subscription.unsubscribe();
  }
}
