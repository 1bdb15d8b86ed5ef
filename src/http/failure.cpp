#include "http/failure.h"

#include "base/value.h"
#include "operations/dispatch.h"

namespace http {

Response failure(const base::Error& error, const std::string& trace_id, int status)
{
    return {
        .status = status == 0 ? base::row_of(error.code).http_status : status,
        .body = base::write_json(operations::error_body(error, trace_id))};
}

}  // namespace http
