#include "http/markdown.h"

#include "base/error.h"
#include "base/handle.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include <cstdlib>

namespace http {
namespace {

/// An image becomes a link to it: what a requester wrote must not make a reviewer's browser fetch anything.
void link_images(cmark_node* document)
{
    const base::Handle<cmark_iter, cmark_iter_free> walk(cmark_iter_new(document));
    for (auto event = cmark_iter_next(walk.get()); event != CMARK_EVENT_DONE;
         event = cmark_iter_next(walk.get())) {
        auto* node = cmark_iter_get_node(walk.get());
        if (event != CMARK_EVENT_EXIT || cmark_node_get_type(node) != CMARK_NODE_IMAGE)
            continue;
        auto* link = cmark_node_new(CMARK_NODE_LINK);
        cmark_node_set_url(link, cmark_node_get_url(node));
        cmark_node_insert_before(node, link);
        while (auto* child = cmark_node_first_child(node))
            cmark_node_append_child(link, child);
        cmark_node_free(node);
    }
}

}  // namespace

Markup markdown(const std::string& text)
{
    cmark_gfm_core_extensions_ensure_registered();
    // CMARK_OPT_DEFAULT is the safe mode: CMARK_OPT_UNSAFE would be the other.
    const int options = CMARK_OPT_DEFAULT | CMARK_OPT_VALIDATE_UTF8 | CMARK_OPT_GITHUB_PRE_LANG;
    const base::Handle<cmark_parser, cmark_parser_free> parser(cmark_parser_new(options));
    for (const char* name : {"table", "strikethrough", "tasklist", "autolink"})
        if (auto* extension = cmark_find_syntax_extension(name))
            cmark_parser_attach_syntax_extension(parser.get(), extension);
    cmark_parser_feed(parser.get(), text.data(), text.size());
    const base::Handle<cmark_node, cmark_node_free> document(cmark_parser_finish(parser.get()));
    if (!document)
        throw base::Error(base::Code::internal, "This text cannot be shown.");
    link_images(document.get());
    const base::Handle<char, std::free> html(
        cmark_render_html(document.get(), options, cmark_parser_get_syntax_extensions(parser.get()))
    );
    return Markup::trusted(html.get());
}

}  // namespace http
