package app.akin.desktop.marks;

import app.akin.core.photo.EffectiveMarks;
import app.akin.core.photo.Flag;
import app.akin.desktop.theme.Icon;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/// Stars and flag of a photo, drawn over it; invisible without both. It has no accessible text,
/// because the photo's includes [MarkTexts#spoken]. JavaFX thread only.
public final class MarkBadge extends HBox {
  private EffectiveMarks shown = EffectiveMarks.NONE;
  private boolean compact;

  /// Creates an empty badge.
  public MarkBadge() {
    super(1);
    getStyleClass().addAll("akin-photo-badge", "akin-mark-badge");
    setAlignment(Pos.CENTER_LEFT);
    setMouseTransparent(true);
    setMinSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    setVisible(false);
    managedProperty().bind(visibleProperty());
  }

  /// Shows the marks of a photo.
  ///
  /// @param small whether the rating is one star with its number
  public void show(EffectiveMarks marks, boolean small) {
    boolean same =
        marks.rating() == shown.rating() && marks.flag() == shown.flag() && small == compact;
    shown = marks;
    compact = small;
    if (same) {
      return;
    }
    List<Node> parts = new ArrayList<>();
    switch (marks.flag()) {
      case PICK -> parts.add(icon(Icon.PICKED, "akin-picked"));
      case REJECT -> parts.add(icon(Icon.REJECTED, "akin-rejected"));
      case NONE -> {}
    }
    if (small && marks.rating() > 1) {
      Label number = new Label(Integer.toString(marks.rating()));
      number.setMinWidth(Region.USE_PREF_SIZE);
      parts.add(number);
      parts.add(icon(Icon.RATED, "akin-star"));
    } else {
      for (int i = 0; i < marks.rating(); i++) {
        parts.add(icon(Icon.RATED, "akin-star"));
      }
    }
    getChildren().setAll(parts);
    setVisible(!parts.isEmpty());
  }

  /// Returns whether photos with these marks are dimmed.
  public static boolean isDimmed(EffectiveMarks marks) {
    return marks.flag() == Flag.REJECT;
  }

  private static Node icon(Icon icon, String style) {
    Node node = icon.node(Icon.Size.TINY);
    node.getStyleClass().add(style);
    return node;
  }
}
