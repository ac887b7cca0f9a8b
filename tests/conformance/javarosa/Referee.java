import java.io.ByteArrayInputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.javarosa.core.model.CoreModelModule;
import org.javarosa.core.model.FormDef;
import org.javarosa.core.model.FormIndex;
import org.javarosa.core.model.data.IAnswerData;
import org.javarosa.core.model.instance.InstanceInitializationFactory;
import org.javarosa.core.model.instance.TreeElement;
import org.javarosa.core.model.instance.TreeReference;
import org.javarosa.core.services.PrototypeManager;
import org.javarosa.core.util.JavaRosaCoreModule;
import org.javarosa.form.api.FormEntryController;
import org.javarosa.form.api.FormEntryModel;
import org.javarosa.model.xform.XFormsModule;
import org.javarosa.model.xform.XPathReference;
import org.javarosa.xform.util.XFormAnswerDataParser;
import org.javarosa.xform.util.XFormUtils;

/**
 * JavaRosa as referee: fills forms as told and says what it made of them.
 *
 * Arguments: stems; STEM.xml is the form, STEM.steps has lines "set TAB path TAB value", "add TAB
 * path", "remove TAB path[n]" and "dump". Prints "#form", then for each dump "#dump" and lines of
 * path, relevance and value; "#error" and the reason where it could not go on.
 */
public final class Referee {
    public static void main(String[] stems) throws Exception {
        PrototypeManager.registerPrototypes(JavaRosaCoreModule.classNames);
        PrototypeManager.registerPrototypes(CoreModelModule.classNames);
        new XFormsModule().registerModule();
        PrintStream said = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        for (String stem : stems) {
            said.println("#form");
            try {
                fill(stem, said);
            } catch (Exception error) {
                said.println("#error\t" + String.valueOf(error.getMessage()).replace('\n', ' '));
            }
        }
    }

    private static void fill(String stem, PrintStream said) throws Exception {
        byte[] document = Files.readAllBytes(Path.of(stem + ".xml"));
        FormDef form = XFormUtils.getFormFromInputStream(new ByteArrayInputStream(document));
        form.initialize(true, new InstanceInitializationFactory());
        for (String line : Files.readAllLines(Path.of(stem + ".steps"))) {
            String[] words = line.split("\t", -1);
            switch (words[0]) {
                case "set": set(form, place(words[1]), words[2]); break;
                case "add": form.createNewRepeat(index(form, place(words[1]), true)); break;
                case "remove": form.deleteRepeat(index(form, place(words[1]), false)); break;
                default:
                    said.println("#dump");
                    dump(form.getMainInstance().getRoot(), said);
            }
        }
    }

    private static void set(FormDef form, TreeReference place, String value) {
        TreeElement element = form.getMainInstance().resolveReference(place);
        IAnswerData answer = value.isEmpty() ? null : XFormAnswerDataParser.getAnswerData(
            value, element.getDataType(), FormDef.findQuestionByRef(place.genericize(), form));
        form.setValue(answer, place, true);
    }

    private static TreeReference place(String path) {
        String plain = path.replaceAll("\\[[0-9]+\\]", "");
        TreeReference place = ((TreeReference) new XPathReference(plain).getReference()).clone();
        String[] steps = path.substring(1).split("/");
        for (int step = 0; step < steps.length; step++) {
            int bracket = steps[step].indexOf('[');
            String number = bracket < 0 ? "1" : steps[step].substring(bracket + 1, steps[step].length() - 1);
            place.setMultiplicity(step, Integer.parseInt(number) - 1);
        }
        return place;
    }

    private static FormIndex index(FormDef form, TreeReference wanted, boolean promptForNew) {
        FormEntryModel model = new FormEntryModel(form);
        FormIndex index = FormIndex.createBeginningOfFormIndex();
        while (true) {
            index = model.incrementIndex(index, true);
            TreeReference here = index.getReference();
            int event = model.getEvent(index);
            if (event == FormEntryController.EVENT_END_OF_FORM) {
                throw new IllegalStateException("no repeat at " + wanted);
            }
            if (promptForNew && event == FormEntryController.EVENT_PROMPT_NEW_REPEAT
                && here.genericize().equals(wanted.genericize())
                && here.getParentRef().equals(wanted.getParentRef())) {
                return index;
            }
            if (!promptForNew && event == FormEntryController.EVENT_REPEAT && here.equals(wanted)) {
                return index;
            }
        }
    }

    private static void dump(TreeElement element, PrintStream said) {
        if (element.getMult() == TreeReference.INDEX_TEMPLATE) {
            return;
        }
        for (int child = 0; child < element.getNumChildren(); child++) {
            dump(element.getChildAt(child), said);
        }
        if (element.getNumChildren() == 0) {
            IAnswerData value = element.getValue();
            String text = value == null ? "" : value.uncast().getString().replace("\n", " ");
            said.println(element.getRef().toString(true) + "\t" + element.isRelevant() + "\t" + text);
        }
    }
}
