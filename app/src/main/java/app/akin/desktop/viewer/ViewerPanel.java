package app.akin.desktop.viewer;

import app.akin.core.library.PhotoDetails;
import app.akin.core.search.SearchResult;
import app.akin.desktop.grid.MatchExplanation;
import app.akin.desktop.grid.MatchExplanationView;
import app.akin.desktop.theme.Language;
import java.util.Optional;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The info panel of the viewer: why the photo matches, and its facts. JavaFX thread only.
final class ViewerPanel {
  private static final double WIDTH = 300;

  private final Language language;
  private final FactsView facts;
  private final MatchExplanationView why;
  private final TextView text;
  private final VBox content = new VBox(20);
  private final ScrollPane scroll = new ScrollPane(content);

  /// @param copyText copies the text in the photo
  ViewerPanel(Language language, Runnable copyText) {
    this.language = language;
    text = new TextView(language, copyText);
    facts = new FactsView(language);
    why = new MatchExplanationView(language);
    content.getStyleClass().add("akin-inspector-content");
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.getStyleClass().addAll("edge-to-edge", "akin-inspector");
    scroll.setMinWidth(WIDTH);
    scroll.setMaxWidth(WIDTH);
  }

  /// Returns the view.
  Region view() {
    return scroll;
  }

  /// Shows a photo.
  ///
  /// @param details its details; empty while loading
  /// @param result its search result
  void show(Optional<PhotoDetails> details, Optional<SearchResult> result) {
    details.ifPresentOrElse(facts::show, facts::clear);
    content.getChildren().clear();
    result.ifPresent(
        hit -> {
          why.show(MatchExplanation.of(hit));
          content.getChildren().add(TitledBox.of(language, "viewer.why", why.view()));
        });
    content.getChildren().add(TitledBox.of(language, "viewer.facts", facts.view()));
    details
        .map(PhotoDetails::text)
        .filter(read -> !read.lines().isEmpty())
        .ifPresent(
            read -> {
              text.show(read);
              content.getChildren().add(TitledBox.of(language, "viewer.text", text.view()));
            });
  }
}
