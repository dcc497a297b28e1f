package jp.machimori.inquiry;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * 照会文のひな形。A docx with places such as 《件名》, in its text, tables, boxes, heads and feet. Word splits what somebody typed into
 * runs as it likes: a place is found in the text of the whole paragraph. Everything else of the file stays as it is.
 */
final class Letter {

    private static final String WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    private static final Pattern PLACE = Pattern.compile("《([^《》]{1,20})》");
    private static final Pattern PARTS = Pattern.compile("word/(?:document|header\\d*|footer\\d*)\\.xml");
    private static final long UNPACKED = 50L * 1024 * 1024;

    private final Map<String, byte[]> parts;

    private Letter(Map<String, byte[]> parts) {
        this.parts = parts;
    }

    /** Empty where it is no docx. */
    static Optional<Letter> read(byte[] file) {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        long unpacked = 0;
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                byte[] content = zip.readNBytes((int) (UNPACKED - unpacked) + 1);
                unpacked += content.length;
                if (unpacked > UNPACKED) {
                    return Optional.empty();
                }
                parts.put(entry.getName(), content);
            }
            for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                if (PARTS.matcher(part.getKey()).matches()) {
                    document(part.getValue());
                }
            }
        } catch (IOException | SAXException broken) {
            return Optional.empty();
        }
        return parts.containsKey("word/document.xml") ? Optional.of(new Letter(parts)) : Optional.empty();
    }

    /** The names of all its places. */
    Set<String> places() {
        Set<String> places = new LinkedHashSet<>();
        parts.forEach((name, part) -> {
            if (PARTS.matcher(name).matches()) {
                paragraphs(read(name, part)).forEach(texts -> PLACE.matcher(joined(texts)).results().forEach(place -> places.add(place.group(1))));
            }
        });
        return places;
    }

    /** @param words by the name of the place; a place that has none stays as it is */
    byte[] filled(Map<String, String> words) {
        try (ByteArrayOutputStream out = new ByteArrayOutputStream(); ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                ZipEntry entry = new ZipEntry(part.getKey());
                entry.setTime(315_504_000_000L);        // always the same: same letter, same bytes
                zip.putNextEntry(entry);
                zip.write(PARTS.matcher(part.getKey()).matches() ? filled(read(part.getKey(), part.getValue()), words) : part.getValue());
                zip.closeEntry();
            }
            zip.finish();
            return out.toByteArray();
        } catch (IOException unwritable) {
            throw new java.io.UncheckedIOException(unwritable);
        }
    }

    private static byte[] filled(Document document, Map<String, String> words) {
        paragraphs(document).forEach(texts -> {
            List<MatchResult> places = PLACE.matcher(joined(texts)).results().filter(place -> words.containsKey(place.group(1))).toList();
            places.reversed().forEach(place -> replace(texts, place.start(), place.end(), words.get(place.group(1))));
        });
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            Transformer writer = TransformerFactory.newDefaultInstance().newTransformer();
            writer.setOutputProperty(OutputKeys.STANDALONE, "yes");
            writer.transform(new DOMSource(document), new StreamResult(out));
            return out.toByteArray();
        } catch (IOException | TransformerException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The word goes to where its place began; the rest of the place is taken from the texts that follow. */
    private static void replace(List<Element> texts, int from, int to, String word) {
        int at = 0;
        for (Element text : texts) {
            String content = text.getTextContent();
            int begins = at;
            at += content.length();
            if (at <= from || begins >= to) {
                continue;
            }
            String before = content.substring(0, Math.max(0, from - begins));
            String after = content.substring(Math.min(content.length(), to - begins));
            text.setTextContent(before + (begins <= from ? word : "") + after);
            text.setAttributeNS(XMLConstants.XML_NS_URI, "xml:space", "preserve");
        }
    }

    private static String joined(List<Element> texts) {
        return texts.stream().map(Element::getTextContent).collect(Collectors.joining());
    }

    /** The texts of each paragraph; those of a box inside it are a paragraph of the box. */
    private static List<List<Element>> paragraphs(Document document) {
        Map<Node, List<Element>> paragraphs = new LinkedHashMap<>();
        NodeList texts = document.getElementsByTagNameNS(WORD, "t");
        for (int at = 0; at < texts.getLength(); at++) {
            Node above = texts.item(at);
            while (above != null && !("p".equals(above.getLocalName()) && WORD.equals(above.getNamespaceURI()))) {
                above = above.getParentNode();
            }
            if (above != null) {
                paragraphs.computeIfAbsent(above, any -> new ArrayList<>()).add((Element) texts.item(at));
            }
        }
        return List.copyOf(paragraphs.values());
    }

    private static Document read(String name, byte[] part) {
        try {
            return document(part);
        } catch (IOException | SAXException readBefore) {
            throw new IllegalStateException(name, readBefore);
        }
    }

    private static Document document(byte[] part) throws IOException, SAXException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder.parse(new ByteArrayInputStream(part));
        } catch (ParserConfigurationException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
