//! Roles in the words of the activity template, and which post fills them.

use concerted_model::partner::CompanyKind;
use concerted_model::program::Program;
use concerted_model::team::Post;

/// One role in an owner text such as `analytical scientist with toxicologist`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Role {
    /// The words without qualifier, in lower case with single spaces.
    pub(crate) word: String,
    /// What stands in parentheses, such as `client` or `drug product`.
    pub(crate) qualifier: Option<String>,
}

/// The roles of an owner text: alternatives for the one who does it, and those who take part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Owner {
    /// Any of them may do it.
    pub(crate) alternatives: Vec<Role>,
    /// They are asked.
    pub(crate) consulted: Vec<Role>,
}

impl Role {
    /// Reads one role.
    pub(crate) fn read(text: &str) -> Self {
        let (word, rest) = text.split_once('(').unwrap_or((text, ""));
        let qualifier = plain(rest.trim_end().trim_end_matches(')'));
        Self {
            word: plain(word),
            qualifier: (!qualifier.is_empty()).then_some(qualifier),
        }
    }

    /// Kind of company that the qualifier asks for.
    fn kind(&self) -> Option<CompanyKind> {
        let qualifier = self.qualifier.as_deref()?;
        CompanyKind::ALL
            .iter()
            .copied()
            .find(|kind| kind.word() == qualifier)
    }
}

/// Lower case with single spaces; `program` and `programme` are one word.
fn plain(text: &str) -> String {
    text.to_lowercase()
        .split_whitespace()
        .map(|word| if word == "program" { "programme" } else { word })
        .collect::<Vec<_>>()
        .join(" ")
}

/// Reads an owner text: `a with b` asks b, `a / b` lets either do it; a qualifier at the end holds for all.
pub(crate) fn owner(text: &str) -> Owner {
    let mut parts = text.split(" with ");
    let first = parts.next().unwrap_or_default();
    let mut alternatives: Vec<Role> = first.split(" / ").map(Role::read).collect();
    let last = alternatives.last().and_then(|role| role.qualifier.clone());
    for role in &mut alternatives {
        role.qualifier = role.qualifier.take().or_else(|| last.clone());
    }
    alternatives.retain(|role| !role.word.is_empty());
    Owner {
        alternatives,
        consulted: parts.map(Role::read).collect(),
    }
}

/// Posts, sorted by id, that fill one of some roles best; empty where none fills any.
///
/// A post fills a role whose words it lists. Better than that is, in this order: its company is of the kind that
/// the role names, its company has the site of the work, it lists the role with the same qualifier.
pub(crate) fn fill(program: &Program, roles: &[Role], site_company: Option<&str>) -> Vec<usize> {
    let mut posts: Vec<(usize, &Post)> = program.post.iter().enumerate().collect();
    posts.sort_by(|a, b| a.1.id.cmp(&b.1.id));
    let ranked: Vec<(u8, usize)> = posts
        .into_iter()
        .filter_map(|(index, post)| {
            let rank = roles
                .iter()
                .filter_map(|role| rank(program, post, role, site_company))
                .max()?;
            Some((rank, index))
        })
        .collect();
    let best = ranked.iter().map(|(rank, _)| *rank).max();
    ranked
        .into_iter()
        .filter(|(rank, _)| Some(*rank) == best)
        .map(|(_, index)| index)
        .collect()
}

fn rank(program: &Program, post: &Post, role: &Role, site_company: Option<&str>) -> Option<u8> {
    // A post that lists "business development / legal" fills either.
    let own: Vec<Role> = post
        .role
        .iter()
        .flat_map(|text| owner(text).alternatives)
        .collect();
    let matching = || own.iter().filter(|own| own.word == role.word);
    matching().next()?;
    let kind = program
        .company_by_id(post.company.as_str())
        .map(|company| company.kind);
    let of_kind = role.kind().is_none_or(|wanted| kind == Some(wanted));
    let at_site = site_company == Some(post.company.as_str());
    let exact = matching().any(|own| own.qualifier == role.qualifier);
    Some(u8::from(of_kind) * 4 + u8::from(at_site) * 2 + u8::from(exact))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn owner_texts_of_the_template_are_understood() {
        let role = |word: &str, qualifier: Option<&str>| Role {
            word: word.to_owned(),
            qualifier: qualifier.map(ToOwned::to_owned),
        };
        let read = owner("analytical scientist with toxicologist");
        assert_eq!(read.alternatives, [role("analytical scientist", None)]);
        assert_eq!(read.consulted, [role("toxicologist", None)]);
        assert_eq!(
            owner("business development / legal (client)").alternatives,
            [
                role("business development", Some("client")),
                role("legal", Some("client"))
            ]
        );
        assert_eq!(
            owner("Program  Manager (Client)").alternatives,
            [role("programme manager", Some("client"))]
        );
        assert_eq!(
            owner("CDMO project leader (drug product)").alternatives,
            [role("cdmo project leader", Some("drug product"))]
        );
        assert!(owner("").alternatives.is_empty());
    }
}
