package app.akin.core.query.sql;

import app.akin.core.query.TextPattern;
import app.akin.core.query.sql.FactSql.Condition;
import java.util.List;
import java.util.OptionalLong;

/// The parts of facts that each database stores or searches in its own way. For one reading of the
/// database.
///
/// @param <X> the exception if the database cannot be read
public interface FactTables<X extends Exception> {
  /// A text that photos share.
  ///
  /// @param id its ID in a column of `search_facts`
  record Name(long id, String text) {}

  /// Returns the texts of a kind, which is a column of `search_facts`: camera, lens or formats.
  List<Name> names(String kind) throws X;

  /// Returns the ID of a place in the columns city, region and country of `search_facts`; empty if
  /// no photo was taken there.
  ///
  /// @param identifier the place's identifier, such as "Berlin, Germany"
  OptionalLong place(String identifier) throws X;

  /// Returns a list of numbers that may follow IN.
  Sql list(long... numbers);

  /// Returns a condition that a photo has a file in or below a folder.
  ///
  /// @param folder the folder's name, or its path or the end of it
  Condition folder(String folder) throws X;

  /// Returns a condition that the name of a file of a photo contains a pattern.
  ///
  /// @param pattern the pattern as typed; `*` stands for any characters
  Condition fileName(String pattern) throws X;

  /// Returns a condition that a photo has one of some keywords.
  ///
  /// @param keys their keys, see [app.akin.core.query.Names#key]
  Condition keywords(List<String> keys) throws X;

  /// Returns the fact that the text in an image contains one of some patterns. It is unknown if the
  /// text of a photo was not read.
  FactSql text(List<TextPattern> patterns) throws X;

  /// Returns conditions that a photo is in one of some collections; empty if none of them exists.
  ///
  /// @param names their names as typed, see [app.akin.core.query.GivenName#meant]
  List<Condition> collections(List<String> names) throws X;
}
