#include "base/text.h"
#include "client/completion.h"

namespace client {
namespace {

std::string path_text(const Place& place)
{
    std::string text;
    for (const auto& name : place.path)
        text += " " + name;
    return text;
}

/// One word of a POSIX shell, whatever it holds.
std::string quoted(const std::string& text)
{
    return "'" + base::replaced(text, "'", "'\\''") + "'";
}

std::string fish_quoted(const std::string& text)
{
    return "'" + base::replaced(base::replaced(text, "\\", "\\\\"), "'", "\\'") + "'";
}

std::vector<Word> words_of(const Place& place)
{
    auto words = place.commands;
    words.insert(words.end(), place.options.begin(), place.options.end());
    return words;
}

/// The pattern of a case that matches every place but the program itself, as `" catalog"|" catalog show"`.
std::string all_paths(const std::vector<Place>& places)
{
    std::vector<std::string> paths;
    for (const auto& place : places)
        if (!place.path.empty())
            paths.push_back(quoted(path_text(place)));
    return base::join(paths, "|");
}

std::string options_with_value(const std::vector<Place>& places)
{
    std::vector<std::string> names;
    for (const auto& place : places)
        for (const auto& option : place.options)
            if (option.takes_value && std::find(names.begin(), names.end(), option.text) == names.end())
                names.push_back(option.text);
    return base::join(names, "|");
}

/// fish: true at exactly this place.
std::string fish_condition(const Place& place)
{
    if (place.path.empty())
        return "__fish_use_subcommand";
    std::string condition;
    for (const auto& name : place.path)
        condition += (condition.empty() ? "" : "; and ") + std::string("__fish_seen_subcommand_from ") + name;
    if (!place.commands.empty()) {
        condition += "; and not __fish_seen_subcommand_from";
        for (const auto& command : place.commands)
            condition += " " + command.text;
    }
    return condition;
}

}  // namespace

std::string bash_completion(const std::vector<Place>& places)
{
    std::string script = "# bash completion for groundwork\n"
                         "_groundwork() {\n"
                         "    local place='' words='' i\n"
                         "    COMPREPLY=()\n"
                         "    case \"${COMP_WORDS[COMP_CWORD - 1]}\" in\n"
                         "    " +
                         options_with_value(places) +
                         ") return ;;\n"
                         "    esac\n"
                         "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
                         "        case \"$place ${COMP_WORDS[i]}\" in\n"
                         "        " +
                         all_paths(places) +
                         ") place=\"$place ${COMP_WORDS[i]}\" ;;\n"
                         "        esac\n"
                         "    done\n"
                         "    case \"$place\" in\n";
    for (const auto& place : places) {
        std::vector<std::string> words;
        for (const auto& word : words_of(place))
            words.push_back(word.text);
        script += "    " + quoted(path_text(place)) + ") words=" + quoted(base::join(words, " ")) + " ;;\n";
    }
    return script + "    esac\n"
                    "    mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"${COMP_WORDS[COMP_CWORD]}\")\n"
                    "}\n"
                    "complete -o default -F _groundwork groundwork\n";
}

std::string zsh_completion(const std::vector<Place>& places)
{
    std::string script = "#compdef groundwork\n"
                         "_groundwork() {\n"
                         "    local place='' i\n"
                         "    local -a candidates\n"
                         "    case \"${words[CURRENT - 1]}\" in\n"
                         "    " +
                         options_with_value(places) +
                         ") _files; return ;;\n"
                         "    esac\n"
                         "    for ((i = 2; i < CURRENT; i++)); do\n"
                         "        case \"$place ${words[i]}\" in\n"
                         "        " +
                         all_paths(places) +
                         ") place=\"$place ${words[i]}\" ;;\n"
                         "        esac\n"
                         "    done\n"
                         "    case \"$place\" in\n";
    for (const auto& place : places) {
        script += "    " + quoted(path_text(place)) + ") candidates=(\n";
        for (const auto& word : words_of(place))
            script += "        " + quoted(word.text + ":" + word.sentence) + "\n";
        script += "    ) ;;\n";
    }
    return script + "    esac\n"
                    "    _describe groundwork candidates || _files\n"
                    "}\n"
                    "if [[ \"${funcstack[1]}\" == _groundwork ]]; then\n"
                    "    _groundwork \"$@\"\n"
                    "else\n"
                    "    compdef _groundwork groundwork\n"
                    "fi\n";
}

std::string fish_completion(const std::vector<Place>& places)
{
    std::string script = "# fish completion for groundwork\n";
    for (const auto& place : places) {
        const auto start = "complete -c groundwork -n " + fish_quoted(fish_condition(place));
        for (const auto& word : place.commands)
            script += start + " -f -a " + word.text + " -d " + fish_quoted(word.sentence) + "\n";
        for (const auto& word : place.options)
            script += start + " -l " + word.text.substr(2) + (word.takes_value ? " -r" : "") + " -d " +
                      fish_quoted(word.sentence) + "\n";
    }
    return script;
}

}  // namespace client
