package app.akin.desktop.viewer;

import app.akin.core.library.PhotoDetails;
import app.akin.core.photo.ContentId;
import app.akin.core.search.SearchResult;
import app.akin.desktop.grid.MatchExplanation;
import app.akin.desktop.grid.MatchExplanationView;
import app.akin.desktop.marks.MarkEditor;
import app.akin.desktop.marks.MarkModel;
import app.akin.desktop.theme.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/// The info panel of the viewer: the marks of the photo, why it matches, and its facts. JavaFX
/// thread only.
final class ViewerPanel implements AutoCloseable {
  private static final double WIDTH = 300;

  private final MarkEditor marks;
  private final FactsView facts;
  private final MatchExplanationView why;
  private final TextView text;
  private final VBox content = new VBox(20);
  private final ScrollPane scroll = new ScrollPane(content);
  private final Subscription subscription;
  private Region marksBox = new VBox();
  private Region whyBox = new VBox();
  private Region factsBox = new VBox();
  private Region textBox = new VBox();

  /// @param copyText copies the text in the photo
  ViewerPanel(Language language, MarkModel model, Runnable copyText) {
    text = new TextView(language, copyText);
    marks = new MarkEditor(model, language);
    facts = new FactsView(language);
    why = new MatchExplanationView(language);
    content.getStyleClass().add("akin-inspector-content");
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.getStyleClass().addAll("edge-to-edge", "akin-inspector");
    scroll.setMinWidth(WIDTH);
    scroll.setMaxWidth(WIDTH);
    subscription =
        language
            .messagesProperty()
            .subscribe(
                _ -> {
                  marksBox = TitledBox.of(language, "marks.title", marks.view());
                  whyBox = TitledBox.of(language, "viewer.why", why.view());
                  factsBox = TitledBox.of(language, "viewer.facts", facts.view());
                  textBox = TitledBox.of(language, "viewer.text", text.view());
                });
  }

  /// Returns the view.
  Region view() {
    return scroll;
  }

  /// Shows a photo.
  ///
  /// @param photo the photo; empty if the viewer is closed
  /// @param details its details; empty while loading
  /// @param result its search result
  void show(
      Optional<ContentId> photo, Optional<PhotoDetails> details, Optional<SearchResult> result) {
    details.ifPresentOrElse(facts::show, facts::clear);
    Optional<ContentId> own = photo.filter(ContentId::isOwn);
    marks.show(own.stream().toList());
    List<Node> parts = new ArrayList<>();
    own.ifPresent(_ -> parts.add(marksBox));
    result.ifPresent(
        hit -> {
          why.show(MatchExplanation.of(hit));
          parts.add(whyBox);
        });
    parts.add(factsBox);
    details
        .map(PhotoDetails::text)
        .filter(read -> !read.lines().isEmpty())
        .ifPresent(
            read -> {
              text.show(read);
              parts.add(textBox);
            });
    // A field keeps the focus while nothing is added or removed.
    if (!content.getChildren().equals(parts)) {
      content.getChildren().setAll(parts);
    }
  }

  @Override
  public void close() {
    subscription.unsubscribe();
    marks.close();
  }
}
